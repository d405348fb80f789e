declare module "parse-prometheus-text-format" {
  /** Parses a page of metrics into its families. */
  export default function parse(text: string): unknown[];
}
