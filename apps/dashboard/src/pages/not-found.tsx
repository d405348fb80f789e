import { Empty } from "../components/empty.tsx";
import { Page } from "../components/page.tsx";

export function NotFoundPage() {
  return (
    <Page title="Not found">
      <Empty title="There is no such page">
        <p>
          <a href="/">Go to the overview</a>
        </p>
      </Empty>
    </Page>
  );
}
