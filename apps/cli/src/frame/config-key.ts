import { type Config, type ConfigKey, configKey, formatConfig, InvalidInput, NotFound } from "@queuectl/core";

/** A key to be written. That it does not exist is wrong usage here, and not a search without result. */
export function keyToWrite(text: string): ConfigKey {
  try {
    return configKey(text);
  } catch (error) {
    throw error instanceof NotFound
      ? new InvalidInput(error.message, error.fix ?? "see which there are: queuectl config list")
      : error;
  }
}

/** The text of a key's value as people read it: an empty list would look like no answer. */
export const shownValue = (config: Config, key: ConfigKey): string =>
  formatConfig(config, key) || (key === "allowed-commands" ? "(any)" : "(none)");
