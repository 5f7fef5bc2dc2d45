package org.example.beacon;

import ch.dunes.model.fileattachment.MimeAttachment;

/** The internal type stands in a signature only, because scripts hand such objects over. */
public class MentionsInternals {
    public boolean accepts(MimeAttachment attachment) {
        return attachment != null;
    }
}
