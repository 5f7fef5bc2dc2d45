package ch.dunes.model.fileattachment;

import java.io.Serializable;

/**
 * A named piece of content, as workflows pass files around.
 *
 * <p>Not part of the plug-in API, but published plug-ins use it all the same.
 */
public class MimeAttachment implements Serializable {
    private static final long serialVersionUID = 1L;

    private String name;
    private String mimeType;
    private byte[] content;

    /** File name; null until set. */
    public String getName() {
        return name;
    }

    /** Gives a file name. */
    public void setName(String name) {
        this.name = name;
    }

    /** Media type; null until set. */
    public String getMimeType() {
        return mimeType;
    }

    /** Gives a media type. */
    public void setMimeType(String mimeType) {
        this.mimeType = mimeType;
    }

    /** The bytes; null until set. */
    public byte[] getContent() {
        return content;
    }

    /** Gives the bytes. */
    public void setContent(byte[] content) {
        this.content = content;
    }
}
