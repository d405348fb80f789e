import type { Context } from "hono";
import { bestEncoding, type Encoding, encode } from "./encodings.ts";

/** One file of the dashboard, as a browser asks for it. */
export interface DashboardAsset {
  /** `index.html`, or a name that changes whenever the content does. */
  readonly name: string;
  readonly type: string;
  readonly text: string;
}

/** A file of the dashboard, encoded once for each encoding that somebody asks for. */
export interface DashboardFile {
  readonly type: string;
  readonly etag: string;
  encoded(encoding: Encoding): Promise<Uint8Array<ArrayBuffer>>;
}

export type DashboardFiles = ReadonlyMap<string, DashboardFile>;

/** The files by their names, the page as `index.html`. Loaded with the first request, since most servers never get one. */
export function dashboardFiles(assets: () => Promise<readonly DashboardAsset[]>): () => Promise<DashboardFiles> {
  let files: Promise<DashboardFiles> | null = null;
  return () => {
    files ??= load(assets).catch((error) => {
      files = null;
      throw error;
    });
    return files;
  };
}

/** Answers with a file, or with 304 where the browser has it. */
export async function answer(c: Context, file: DashboardFile, cacheControl: string, code: 200 | 404 = 200) {
  const encoding = bestEncoding(c.req.header("accept-encoding"));
  // One tag for each encoding: they are different bytes.
  const etag = `"${file.etag}-${encoding}"`;
  const headers: Record<string, string> = { etag, vary: "Accept-Encoding", "cache-control": cacheControl };
  if (code === 200 && c.req.header("if-none-match") === etag) return c.body(null, 304, headers);
  if (encoding !== "identity") headers["content-encoding"] = encoding;
  return c.body(await file.encoded(encoding), code, { ...headers, "content-type": file.type });
}

async function load(assets: () => Promise<readonly DashboardAsset[]>): Promise<DashboardFiles> {
  return new Map((await assets()).map((asset) => [asset.name, dashboardFile(asset)]));
}

function dashboardFile({ type, text }: DashboardAsset): DashboardFile {
  const encodings = new Map<Encoding, Promise<Uint8Array<ArrayBuffer>>>();
  return {
    type,
    etag: Bun.hash(text).toString(36),
    encoded(encoding) {
      const known = encodings.get(encoding);
      if (known) return known;
      const bytes = encode(text, encoding);
      encodings.set(encoding, bytes);
      return bytes;
    },
  };
}
