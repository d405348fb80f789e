import { configJson, configKey, formatConfig } from "@queuectl/core";
import { command } from "../command.ts";
import list from "./config-list.ts";

export default command({
  meta: { name: "config get", description: "print one value, or all" },
  access: "read",
  args: { key: { type: "positional", valueHint: "KEY", description: "the key; all of them unless given" } },
  examples: ["queuectl config get max-retries", "queuectl config get"],
  async run(context) {
    const { args, store, out } = context;
    if (args.key === undefined) return list.run({ ...context, args: {} });
    const key = configKey(args.key);
    const config = await store.config();
    if (out.json) await out.document({ [key]: configJson(config, key) });
    else await out.line(formatConfig(config, key));
  },
});
