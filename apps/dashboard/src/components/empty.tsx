import type { ComponentChildren } from "preact";

/** Where there is nothing to show: why, and what to do next. */
export function Empty({ title, children }: { title: string; children?: ComponentChildren }) {
  return (
    <div class="empty">
      <p class="empty-title">{title}</p>
      {children}
    </div>
  );
}

/** A line for a terminal. */
export function Shell({ children }: { children: string }) {
  return (
    <pre class="shell">
      <code>{children}</code>
    </pre>
  );
}
