package org.example.lighthouse;

/** Says what could not be done; scripts see the message. */
public class LighthouseException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LighthouseException(String message, Throwable cause) {
        super(message, cause);
    }
}
