package org.example.lighthouse;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads and writes JSON: maps, lists, texts, doubles, booleans and null. */
final class Json {
    private static final int DEEPEST = 32;

    private final String text;
    private int at;

    private Json(String text) {
        this.text = text;
    }

    /**
     * Reads a document.
     *
     * @throws IllegalArgumentException if the text is none
     */
    static Object read(String text) {
        Json reader = new Json(text);
        Object value = reader.value(0);
        reader.blanks();
        if (reader.at < text.length()) {
            throw reader.wrong();
        }
        return value;
    }

    private Object value(int depth) {
        if (depth > DEEPEST) {
            throw wrong();
        }
        blanks();
        switch (peek()) {
            case '{':
                return object(depth);
            case '[':
                return list(depth);
            case '"':
                return string();
            default:
                return word();
        }
    }

    private Map<String, Object> object(int depth) {
        Map<String, Object> found = new LinkedHashMap<String, Object>();
        at++;
        blanks();
        while (peek() != '}') {
            blanks();
            String key = string();
            blanks();
            expect(':');
            found.put(key, value(depth + 1));
            comma('}');
        }
        at++;
        return found;
    }

    private List<Object> list(int depth) {
        List<Object> found = new ArrayList<Object>();
        at++;
        blanks();
        while (peek() != ']') {
            found.add(value(depth + 1));
            comma(']');
        }
        at++;
        return found;
    }

    private void comma(char end) {
        blanks();
        if (peek() != end) {
            expect(',');
            blanks();
            if (peek() == end) {
                throw wrong();
            }
        }
    }

    private String string() {
        expect('"');
        StringBuilder found = new StringBuilder();
        while (peek() != '"') {
            char c = text.charAt(at++);
            found.append(c == '\\' ? escaped() : c);
        }
        at++;
        return found.toString();
    }

    private char escaped() {
        char c = peek();
        at++;
        int known = "\"\\/bfnrt".indexOf(c);
        if (known >= 0) {
            return "\"\\/\b\f\n\r\t".charAt(known);
        }
        if (c != 'u' || at + 4 > text.length()) {
            throw wrong();
        }
        at += 4;
        try {
            return (char) Integer.parseInt(text.substring(at - 4, at), 16);
        } catch (NumberFormatException e) {
            throw wrong();
        }
    }

    private Object word() {
        int start = at;
        while (at < text.length() && ",]} \t\r\n".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        String word = text.substring(start, at);
        if (word.equals("null")) {
            return null;
        }
        if (word.equals("true") || word.equals("false")) {
            return word.equals("true");
        }
        if (!word.matches("-?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]+)?")) {
            throw wrong();
        }
        return Double.valueOf(word);
    }

    private void blanks() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private char peek() {
        if (at >= text.length()) {
            throw wrong();
        }
        return text.charAt(at);
    }

    private void expect(char wanted) {
        if (peek() != wanted) {
            throw wrong();
        }
        at++;
    }

    private IllegalArgumentException wrong() {
        return new IllegalArgumentException("no JSON at character " + at);
    }

    /** Writes an object of texts, numbers, booleans and nulls. */
    static String write(Map<String, ?> object) {
        StringBuilder out = new StringBuilder("{");
        for (Map.Entry<String, ?> entry : object.entrySet()) {
            out.append(out.length() == 1 ? "" : ",");
            quote(entry.getKey(), out);
            out.append(':');
            if (entry.getValue() instanceof String) {
                quote((String) entry.getValue(), out);
            } else {
                out.append(entry.getValue());
            }
        }
        return out.append('}').toString();
    }

    private static void quote(String text, StringBuilder out) {
        out.append('"');
        for (char c : text.toCharArray()) {
            boolean plain = c >= ' ' && c != '"' && c != '\\' && c < 127;
            out.append(plain ? String.valueOf(c) : String.format("\\u%04x", (int) c));
        }
        out.append('"');
    }
}
