select run, channel, ordinal from attachments where run = any ($1)
