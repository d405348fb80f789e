import type { Config, ConfigKey } from "../domain/config/config.ts";

/** What to set: for each key a text that `configText` returned, or `null` for its default. */
export type ConfigChanges = Readonly<Partial<Record<ConfigKey, string | null>>>;

/** The configuration that is stored with the jobs. */
export interface Settings {
  /** Every key's value: what was set, else its default. */
  config(): Promise<Config>;

  /** Sets all of these keys, or none of them. */
  configure(changes: ConfigChanges, now: number): Promise<void>;
}
