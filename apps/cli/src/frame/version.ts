import { version as published } from "../../package.json";

/** The published package's version. */
export const version: string = published;
