-- take-place: notes the file that this store lies in, and the identity that it has there.
UPDATE store SET identity = $identity, device = $device, inode = $inode, born = $born, boot = $boot;
