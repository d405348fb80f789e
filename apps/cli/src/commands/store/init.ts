import { command } from "../../frame/command.ts";

export default command({
  meta: { name: "init", description: "create the store; what stores something does so by itself" },
  access: "create",
  args: {},
  examples: ["queuectl init", "queuectl init --db ./jobs.db"],
  async run({ location, out, json }) {
    if (json) return out.document({ db: location });
    await out.line(`${out.paint("green", "✓")} ready: ${location}`);
  },
});
