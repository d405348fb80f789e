import { configJson } from "@queuectl/core";
import { command } from "../../frame/command.ts";
import { keyToWrite, shownValue } from "../../frame/config-key.ts";

export default command({
  meta: { name: "config unset", description: "set a value back to its default" },
  access: "write",
  args: { key: { type: "positional", valueHint: "KEY", required: true, description: "see queuectl config list" } },
  examples: ["queuectl config unset max-retries"],
  async run({ args, store, out, now }) {
    const key = keyToWrite(args.key);
    await store.configure({ [key]: null }, now());
    const config = await store.config();
    if (out.json) await out.document({ [key]: configJson(config, key) });
    else await out.line(`${out.paint("green", "✓")} ${key} = ${shownValue(config, key)} (the default)`);
  },
});
