import manifest from "../package.json" with { type: "json" };

/** The published package's version. */
export const version: string = manifest.version;
