-- renew-store: another identity; the next runner notes the file that it belongs to.
UPDATE store SET identity = $identity, device = NULL, inode = NULL, born = NULL, boot = NULL;
