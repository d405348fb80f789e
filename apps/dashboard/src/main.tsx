import { render } from "preact";
import { App } from "./app.tsx";
import { startShortcuts } from "./components/shortcuts.tsx";
import { startClock } from "./live/clock.ts";
import { startConnection } from "./live/connection.ts";
import { loadSession } from "./live/session.ts";
import { startRouter } from "./router.ts";

startRouter();
startClock();
startShortcuts();
void loadSession();
startConnection();
render(<App />, document.body);
