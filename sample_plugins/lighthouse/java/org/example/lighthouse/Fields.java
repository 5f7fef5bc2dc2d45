package org.example.lighthouse;

import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;

/** Typed reading of an answer of a harbour office. */
final class Fields {
    private final String harbourName;
    private final Map<?, ?> values;

    Fields(String harbourName, Object document) {
        this.harbourName = harbourName;
        if (!(document instanceof Map)) {
            throw Fault.NOT_UNDERSTOOD.about(harbourName);
        }
        values = (Map<?, ?>) document;
    }

    /** A text that must be there. */
    String text(String key) {
        String value = optionalText(key);
        if (value == null) {
            throw Fault.NOT_UNDERSTOOD.about(harbourName + ", " + key);
        }
        return value;
    }

    /** A text, or null. */
    String optionalText(String key) {
        return typed(key, String.class);
    }

    /** A number, 0 if it is not there. */
    double number(String key) {
        Double value = typed(key, Double.class);
        return value == null ? 0 : value;
    }

    /** A truth value, false if it is not there. */
    boolean flag(String key) {
        return Boolean.TRUE.equals(typed(key, Boolean.class));
    }

    /** A moment written as milliseconds since 1970, or null. */
    Date date(String key) {
        Double millis = typed(key, Double.class);
        return millis == null ? null : new Date(millis.longValue());
    }

    /** Objects in a list that must be there. */
    List<Fields> list(String key) {
        List<Fields> found = new ArrayList<Fields>();
        List<?> items = typed(key, List.class);
        if (items == null) {
            throw Fault.NOT_UNDERSTOOD.about(harbourName + ", " + key);
        }
        for (Object item : items) {
            found.add(new Fields(harbourName, item));
        }
        return found;
    }

    private <T> T typed(String key, Class<T> type) {
        Object value = values.get(key);
        if (value != null && !type.isInstance(value)) {
            throw Fault.NOT_UNDERSTOOD.about(harbourName + ", " + key);
        }
        return type.cast(value);
    }
}
