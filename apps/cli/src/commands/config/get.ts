import {
  CONFIG_KEYS,
  type Config,
  type ConfigKey,
  configJson,
  configKey,
  describeKey,
  formatConfig,
  readConfig,
} from "@queuectl/core";
import { command } from "../../frame/command.ts";
import { shownValue } from "../../frame/config-key.ts";
import type { Out } from "../../print/out.ts";

/** `config list` and `config show` are this one, too. */
export default command({
  meta: { name: "config get", description: "print one value, or all" },
  access: "read",
  args: { key: { type: "positional", valueHint: "KEY", description: "the key; all of them unless given" } },
  examples: ["queuectl config get max-retries", "queuectl config get", "queuectl config list --json"],
  async run({ args, store, out }) {
    const key = args.key === undefined ? null : configKey(args.key);
    const config = await store.config();
    if (out.json) {
      const keys = key === null ? CONFIG_KEYS : [key];
      await out.document(Object.fromEntries(keys.map((each) => [each, configJson(config, each)])));
    } else if (key === null) await printAll(config, out);
    else await out.line(shownValue(config, key));
  },
});

async function printAll(config: Config, out: Out): Promise<void> {
  const defaults = readConfig(new Map());
  const isSet = (key: ConfigKey) => formatConfig(config, key) !== formatConfig(defaults, key);
  await out.table<ConfigKey>(
    [
      { title: "KEY", cell: (key) => key },
      { title: "VALUE", cell: (key) => shownValue(config, key), colour: (key) => (isSet(key) ? "green" : null) },
      { title: "DEFAULT", cell: (key) => shownValue(defaults, key), colour: () => "dim" },
      { title: "MEANING", cell: describeKey, shrinkTo: 10 },
    ],
    CONFIG_KEYS,
  );
}
