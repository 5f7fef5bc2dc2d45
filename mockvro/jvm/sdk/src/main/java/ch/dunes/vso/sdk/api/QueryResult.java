package ch.dunes.vso.sdk.api;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * Objects found by a query, perhaps only the first of them.
 *
 * <p>The total count and the elements are independent: adding an element does not count it, and
 * without arguments there is no list at all until the first element is added.
 */
public class QueryResult implements Serializable {
    private static final long serialVersionUID = 1L;

    private List elements;
    private long totalCount;

    /** No list, count 0. */
    public QueryResult() {}

    /** The given list itself, and how many objects there are in total. */
    public QueryResult(List elements, long totalCount) {
        this.elements = elements;
        this.totalCount = totalCount;
    }

    /** The given list itself as the complete result. */
    public QueryResult(List elements) {
        this(elements, sizeOf(elements));
    }

    private static long sizeOf(List elements) {
        return elements == null ? 0 : elements.size();
    }

    /** Appends one object without counting it. */
    @SuppressWarnings("unchecked")
    public void addElement(Object element) {
        if (elements == null) {
            elements = new ArrayList();
        }
        elements.add(element);
    }

    /** Removes one object without counting it. */
    public void removeElement(Object element) {
        if (elements != null) {
            elements.remove(element);
        }
    }

    /** Appends all objects of a list, which must not be null. */
    public void addElements(List elements) {
        for (Object element : elements) {
            addElement(element);
        }
    }

    /** How many objects match the query. */
    public long getTotalCount() {
        return totalCount;
    }

    /** Says how many objects match the query. */
    public void setTotalCount(long totalCount) {
        this.totalCount = totalCount;
    }

    /** The objects, or null if none was ever given. */
    public List getElements() {
        return elements;
    }

    /** Replaces the objects, not the count. */
    public void setElements(List elements) {
        this.elements = elements;
    }

    /** Whether more objects match than are contained. */
    public boolean isPartialResult() {
        return totalCount > sizeOf(elements);
    }
}
