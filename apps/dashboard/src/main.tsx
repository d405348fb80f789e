import { render } from "preact";
import { App } from "./app.tsx";
import { startShortcuts } from "./components/shortcuts.tsx";
import { startConnection } from "./live/connection.ts";
import { startFreshness } from "./live/freshness.ts";
import { loadSession } from "./live/session.ts";
import { startTicks } from "./live/ticks.ts";
import { startRouter } from "./router.ts";

startRouter();
startTicks();
startFreshness();
startShortcuts();
void loadSession();
startConnection();
render(<App />, document.body);
