select channel, ordinal from attachments where run = $1
