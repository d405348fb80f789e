/** `queuectl/client`: the API for programs, without anything of the command line. */
export * from "@queuectl/web/client";
