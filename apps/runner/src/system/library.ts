export { libraryOf } from "@queuectl/core/c-library";
