import { signedOut } from "./api/request.ts";
import { Questions } from "./components/confirm.tsx";
import { Header } from "./components/header.tsx";
import { Notices } from "./components/notices.tsx";
import { ShortcutHelp } from "./components/shortcuts.tsx";
import { ConfigPage } from "./pages/config.tsx";
import { DlqPage } from "./pages/dlq.tsx";
import { EnqueuePage } from "./pages/enqueue.tsx";
import { JobPage } from "./pages/job.tsx";
import { JobsPage } from "./pages/jobs.tsx";
import { NotFoundPage } from "./pages/not-found.tsx";
import { OverviewPage } from "./pages/overview.tsx";
import { QueuesPage } from "./pages/queues.tsx";
import { RunnersPage } from "./pages/runners.tsx";
import { SignedOutPage } from "./pages/signed-out.tsx";
import { path } from "./router.ts";

/** The frame, and the page that the address names. */
export function App() {
  if (signedOut.value) return <SignedOutPage />;
  return (
    <>
      <a class="skip" href="#main">
        Skip to the content
      </a>
      <Header />
      <main id="main" tabIndex={-1}>
        <CurrentPage />
      </main>
      <Notices />
      <Questions />
      <ShortcutHelp />
    </>
  );
}

function CurrentPage() {
  const [page, id, ...more] = path.value;
  if (more.length > 0) return <NotFoundPage />;
  if (page === "jobs" && id !== undefined) return <JobPage key={id} id={id} />;
  if (id !== undefined) return <NotFoundPage />;
  switch (page) {
    case undefined:
      return <OverviewPage />;
    case "jobs":
      return <JobsPage />;
    case "dlq":
      return <DlqPage />;
    case "enqueue":
      return <EnqueuePage />;
    case "queues":
      return <QueuesPage />;
    case "runners":
      return <RunnersPage />;
    case "config":
      return <ConfigPage />;
    default:
      return <NotFoundPage />;
  }
}
