package org.example.beacon;

import ch.dunes.model.fileattachment.MimeAttachment;

public class UsesInternals {
    public String name() {
        return new MimeAttachment().toString();
    }
}
