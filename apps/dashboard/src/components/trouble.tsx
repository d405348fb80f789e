import { Refused } from "../api/request.ts";

/** Why something cannot be shown. */
export function Trouble({ error, onRetry }: { error: Error; onRetry?: () => void }) {
  return (
    <div class="trouble" role="alert">
      <p>
        <strong>{error.message}</strong>
      </p>
      {error instanceof Refused && error.fix && <p class="muted">{error.fix}</p>}
      {onRetry && (
        <button type="button" onClick={onRetry}>
          Try again
        </button>
      )}
    </div>
  );
}
