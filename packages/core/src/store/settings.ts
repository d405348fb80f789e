import type { Config, ConfigKey } from "../domain/config.ts";

/** The configuration that is stored with the jobs. */
export interface Settings {
  /** Every key's value: what was set, else its default. */
  config(): Promise<Config>;

  /** Sets a key to a text that `configText` returned, or with `null` back to its default. */
  configure(key: ConfigKey, text: string | null, now: number): Promise<void>;
}
