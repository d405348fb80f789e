import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";

let shownBefore = false;

/** A page: its title, what can be done on it, what it shows. */
export function Page({ title, heading, actions, children }: PageProps) {
  const first = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · queuectl`;
  }, [title]);
  useEffect(() => {
    // After a link was followed, readers by ear and by keyboard go on at the new page's beginning.
    if (shownBefore) first.current?.focus({ preventScroll: true });
    shownBefore = true;
  }, []);
  return (
    <>
      <div class="page-head">
        <h1 tabIndex={-1} ref={first}>
          {heading ?? title}
        </h1>
        {actions && <div class="actions">{actions}</div>}
      </div>
      {children}
    </>
  );
}

interface PageProps {
  /** For the window's title, and the heading unless there is another. */
  readonly title: string;
  readonly heading?: ComponentChildren;
  readonly actions?: ComponentChildren;
  readonly children: ComponentChildren;
}
