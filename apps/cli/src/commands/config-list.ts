import { CONFIG_KEYS, type ConfigKey, configJson, describeKey, formatConfig, readConfig } from "@queuectl/core";
import { command } from "../command.ts";

export default command({
  meta: { name: "config list", description: "print all values" },
  access: "read",
  args: {},
  examples: ["queuectl config list", "queuectl config list --json"],
  async run({ store, out }) {
    const config = await store.config();
    if (out.json) return out.document(Object.fromEntries(CONFIG_KEYS.map((key) => [key, configJson(config, key)])));
    const defaults = readConfig(new Map());
    const isSet = (key: ConfigKey) => formatConfig(config, key) !== formatConfig(defaults, key);
    await out.table<ConfigKey>(
      [
        { title: "KEY", cell: (key) => key },
        { title: "VALUE", cell: (key) => formatConfig(config, key), colour: (key) => (isSet(key) ? "green" : null) },
        { title: "DEFAULT", cell: (key) => formatConfig(defaults, key), colour: () => "dim" },
        { title: "MEANING", cell: describeKey, shrinkTo: 10 },
      ],
      CONFIG_KEYS,
    );
  },
});
