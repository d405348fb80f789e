import { type ConfigKey, configKey, InvalidInput, NotFound } from "@queuectl/core";

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
