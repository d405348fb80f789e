-- store: who this store is, and in which file.
SELECT identity, device, inode, born, boot, beats FROM store;
