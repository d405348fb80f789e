import { visibleLine } from "@queuectl/core";
import { dismiss, notices } from "../live/notices.ts";

/** What actions came to, for eye and ear. */
export function Notices() {
  return (
    <div class="notices" role="status" aria-live="polite">
      {notices.value.map(({ id, tone, text, fix }) => (
        <div key={id} class={`notice ${tone}`}>
          <div>
            <p>{visibleLine(text)}</p>
            {fix && <p class="muted">{visibleLine(fix)}</p>}
          </div>
          <button type="button" class="quiet icon" aria-label="Dismiss" onClick={() => dismiss(id)}>
            ×
          </button>
        </div>
      ))}
    </div>
  );
}
