import { setDefaultTimeout } from "bun:test";

// A few tests start real runners and wait for real timeouts. Here, since Bun 1.4.5 passes over `timeout` in bunfig.toml.
setDefaultTimeout(30_000);
