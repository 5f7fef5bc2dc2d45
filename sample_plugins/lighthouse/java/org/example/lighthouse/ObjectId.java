package org.example.lighthouse;

import java.io.UnsupportedEncodingException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Id of an object: the harbour and the ids that the harbour office uses, from the outside in.
 *
 * <p>Two harbours may use the same ids; the harbour in front keeps them apart.
 */
final class ObjectId {
    private static final String SEPARATOR = ":";
    private static final int LONGEST = 512;

    private final List<String> parts;

    private ObjectId(List<String> parts) {
        this.parts = Collections.unmodifiableList(parts);
    }

    static ObjectId of(String harbourId, String... nativeIds) {
        List<String> parts = new ArrayList<String>();
        parts.add(harbourId);
        parts.addAll(Arrays.asList(nativeIds));
        return new ObjectId(parts);
    }

    /**
     * Reads an id.
     *
     * @param depth how many ids follow that of the harbour
     * @return null if the text is no id that this class has written
     */
    static ObjectId parse(String text, int depth) {
        if (text == null || text.length() > LONGEST) {
            return null;
        }
        List<String> parts = new ArrayList<String>();
        for (String part : text.split(SEPARATOR, -1)) {
            String decoded = decode(part);
            if (decoded == null || decoded.isEmpty()) {
                return null;
            }
            parts.add(decoded);
        }
        ObjectId id = new ObjectId(parts);
        return parts.size() == depth + 1 && id.toString().equals(text) ? id : null;
    }

    String harbour() {
        return parts.get(0);
    }

    String part(int index) {
        return parts.get(index);
    }

    /** Such an id as a part of an address. */
    static String encode(String part) {
        try {
            return URLEncoder.encode(part, "UTF-8").replace("+", "%20");
        } catch (UnsupportedEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String decode(String part) {
        try {
            return URLDecoder.decode(part, "UTF-8");
        } catch (IllegalArgumentException notEncoded) {
            return null;
        } catch (UnsupportedEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (String part : parts) {
            text.append(text.length() == 0 ? "" : SEPARATOR).append(encode(part));
        }
        return text.toString();
    }
}
