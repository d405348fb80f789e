-- enqueue-nonce: which enqueue stored the job of this id.
SELECT enqueue_nonce FROM jobs WHERE id = $id;
