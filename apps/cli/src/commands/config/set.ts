import { configJson, configText, InvalidInput } from "@queuectl/core";
import { command } from "../../frame/command.ts";
import { keyToWrite, shownValue } from "../../frame/config-key.ts";

export default command({
  meta: { name: "config set", description: "set a value" },
  access: "create",
  args: {
    key: { type: "positional", valueHint: "KEY", required: true, description: "see queuectl config list" },
    value: {
      type: "positional",
      valueHint: "VALUE",
      required: true,
      description: "a number, a duration, a size, a list",
    },
  },
  examples: [
    "queuectl config set max-retries 5",
    "queuectl config set job-timeout 10m",
    "queuectl config set allowed-commands /usr/bin/convert,/bin/sh",
  ],
  notes: ["Runners take it over without a restart. A job keeps the retries and the backoff that it was enqueued with."],
  async run({ args, store, out, now }) {
    const key = keyToWrite(args.key);
    const text = configText(args.key, args.value);
    // An empty list of commands restricts nothing: whoever means that has to say so.
    if (text === "") {
      const meant = key === "allowed-commands" ? "to lift the restriction" : "to allow none";
      throw new InvalidInput(`${key}: the list is empty`, `${meant}: queuectl config unset ${key}`);
    }
    await store.configure({ [key]: text }, now());
    const config = await store.config();
    if (out.json) await out.document({ [key]: configJson(config, key) });
    else await out.line(`${out.paint("green", "✓")} ${key} = ${shownValue(config, key)}`);
  },
});
