/** Makes the program believe in another boot of the machine than this one: for whoever starts it without this, that was before. */
import { patch } from "./patch.ts";

patch("packages/core/src/host/index.ts", {
  'read("/proc/sys/kernel/random/boot_id")': '"11111111-2222-4333-8444-555555555555"',
});
