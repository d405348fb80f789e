export type Encoding = "zstd" | "gzip" | "identity";

/** The best encoding that a request's `Accept-Encoding` allows; a coding with `q=0` is refused by it. */
export function bestEncoding(accepted: string | undefined): Encoding {
  const codings = new Set<string>();
  for (const part of (accepted ?? "").toLowerCase().split(",")) {
    const [coding = "", ...parameters] = part.split(";").map((word) => word.trim());
    if (!parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter))) codings.add(coding);
  }
  return codings.has("zstd") ? "zstd" : codings.has("gzip") ? "gzip" : "identity";
}

/** Encodes as tightly as it goes: it is done once, and sent often. */
export async function encode(text: string, encoding: Encoding): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new TextEncoder().encode(text);
  switch (encoding) {
    case "zstd":
      return new Uint8Array(await Bun.zstdCompress(bytes, { level: 19 }));
    case "gzip":
      return Bun.gzipSync(bytes, { level: 9 });
    case "identity":
      return bytes;
  }
}
