/** Nobody holds a connection for nothing; a stream, and a change that takes its time, lift this for their own request. */
export const IDLE_SECONDS = 30;

/** So long a client may take over what is still on its way to it when its stream has ended. */
export const LAST_WORDS_SECONDS = 10;
