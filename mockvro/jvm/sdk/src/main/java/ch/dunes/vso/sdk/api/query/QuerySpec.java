package ch.dunes.vso.sdk.api.query;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;

/** What a caller wants of a set of objects: which, in which order, how many, how much of each. */
public final class QuerySpec {
    private Filter filter;
    private Paging paging;
    private Collection<Sort> sorts;
    private Collection<Projection> projections;

    private QuerySpec() {}

    /** A query that asks for everything. */
    public static QuerySpec query() {
        return new QuerySpec();
    }

    /** Restricts the objects. */
    public QuerySpec setFilter(Filter filter) {
        this.filter = filter;
        return this;
    }

    /** Restriction of the objects, or null. */
    public Filter getFilter() {
        return filter;
    }

    /** Sorts ascending by a further property. */
    public QuerySpec addSort(String property) {
        return addSort(property, SortDirection.ASC);
    }

    /** Sorts by a further property. */
    public QuerySpec addSort(String property, SortDirection direction) {
        if (sorts == null) {
            sorts = new ArrayList<>();
        }
        sorts.add(new Sort(property, direction));
        return this;
    }

    /** Order of the objects, or null. */
    public Collection<Sort> getSorts() {
        return sorts;
    }

    /**
     * Asks for one page.
     *
     * @param page number of the page, from 1
     * @param size objects on a page
     * @throws IllegalArgumentException if the page is less than 1
     */
    public QuerySpec setPage(int page, int size) {
        if (page < 1) {
            throw new IllegalArgumentException("pages are counted from 1, not " + page);
        }
        return setSlice((page - 1) * size, size);
    }

    /**
     * Asks for some objects in the middle.
     *
     * @param offset objects to leave out
     * @param size objects to return
     * @throws IllegalArgumentException if the offset is negative
     */
    public QuerySpec setSlice(int offset, int size) {
        if (offset < 0) {
            throw new IllegalArgumentException("negative offset " + offset);
        }
        paging = new Paging(offset, size);
        return this;
    }

    /** How many objects from where, or null for all. */
    public Paging getPaging() {
        return paging;
    }

    /** Asks for a further property of each object. */
    public QuerySpec addProjection(String property) {
        if (projections == null) {
            projections = new ArrayList<>();
        }
        projections.add(new Projection(property));
        return this;
    }

    /** Properties asked for, or null for all. */
    public Collection<Projection> getProjections() {
        return projections;
    }

    private static String named(String property) {
        if (property == null || property.isEmpty()) {
            throw new IllegalArgumentException("a property needs a name");
        }
        return property;
    }

    /** Direction of a sort. */
    public enum SortDirection {
        /** Smallest first. */
        ASC,
        /** Largest first. */
        DESC
    }

    /** One property to sort by. */
    public static final class Sort {
        private final String property;
        private final SortDirection direction;

        /** A direction of null is kept. */
        public Sort(String property, SortDirection direction) {
            this.property = property;
            this.direction = direction;
        }

        /** Property to sort by. */
        public String getProperty() {
            return property;
        }

        /** Which end comes first. */
        public SortDirection getDirection() {
            return direction;
        }
    }

    /** One property asked for. */
    public static final class Projection {
        private final String property;

        /** A property by name. */
        public Projection(String property) {
            this.property = property;
        }

        /** Name of the property. */
        public String getProperty() {
            return property;
        }
    }

    /** A part of all objects. */
    public static class Paging {
        private final int offset;
        private final int size;

        /** So many objects after leaving out so many. */
        public Paging(int offset, int size) {
            this.offset = offset;
            this.size = size;
        }

        /** Objects left out. */
        public int getOffset() {
            return offset;
        }

        /** Objects returned. */
        public int getSize() {
            return size;
        }
    }

    /** A condition on objects; the operator may be any text that both sides understand. */
    public abstract static class Filter {
        /** All sub-filters hold. */
        public static final String OPERATOR_AND = "$and$";

        /** At least one sub-filter holds. */
        public static final String OPERATOR_OR = "$or$";

        /** The sub-filter does not hold. */
        public static final String OPERATOR_NOT = "$not$";

        /** The value is the same. */
        public static final String PREDICATE_EQUAL = "$eq$";

        /** The value is another. */
        public static final String PREDICATE_NOT_EQUAL = "$ne$";

        /** The value is larger. */
        public static final String PREDICATE_GREATER_THAN = "$gt$";

        /** The value is larger or the same. */
        public static final String PREDICATE_GREATER_OR_EQUAL = "$ge$";

        /** The value is smaller. */
        public static final String PREDICATE_LESS_THAN = "$lt$";

        /** The value is smaller or the same. */
        public static final String PREDICATE_LESS_OR_EQUAL = "$le$";

        /** The value contains the other. */
        public static final String PREDICATE_CONTAIN = "$contain$";

        /** The value matches a pattern. */
        public static final String PREDICATE_MATCH = "$match$";

        /** The value begins with the other. */
        public static final String PREDICATE_START_WITH = "$startWith$";

        /** The value ends with the other. */
        public static final String PREDICATE_END_WITH = "$endWith$";

        /** The value lies between two others. */
        public static final String PREDICATE_BETWEEN = "$between$";

        /** The value is one of several. */
        public static final String PREDICATE_IN = "$in$";

        /** For the kinds of filter. */
        public Filter() {}

        /** All of the filters hold. */
        public static Filter and(Collection<Filter> filters) {
            return composite(OPERATOR_AND, filters);
        }

        /** All of the filters hold. */
        public static Filter and(Filter... filters) {
            return composite(OPERATOR_AND, filters);
        }

        /** At least one of the filters holds. */
        public static Filter or(Collection<Filter> filters) {
            return composite(OPERATOR_OR, filters);
        }

        /** At least one of the filters holds. */
        public static Filter or(Filter... filters) {
            return composite(OPERATOR_OR, filters);
        }

        /** The filter does not hold. */
        public static Filter not(Filter filter) {
            return composite(OPERATOR_NOT, filter);
        }

        /**
         * Filters joined by any operator.
         *
         * @throws IllegalArgumentException if there is no filter
         */
        public static Filter composite(String operator, Collection<Filter> filters) {
            return new CompositeFilter(operator, filters);
        }

        /**
         * Filters joined by any operator.
         *
         * @throws IllegalArgumentException if there is no filter
         */
        public static Filter composite(String operator, Filter... filters) {
            return composite(operator, filters == null ? null : Arrays.asList(filters));
        }

        /** The property has the value. */
        public static Filter equal(String property, Object value) {
            return constraintOnProperty(property, PREDICATE_EQUAL, value);
        }

        /** The property has another value. */
        public static Filter notEqual(String property, Object value) {
            return constraintOnProperty(property, PREDICATE_NOT_EQUAL, value);
        }

        /** The property is larger. */
        public static Filter greaterThan(String property, Object value) {
            return constraintOnProperty(property, PREDICATE_GREATER_THAN, value);
        }

        /** The property is larger or the same. */
        public static Filter greaterOrEqual(String property, Object value) {
            return constraintOnProperty(property, PREDICATE_GREATER_OR_EQUAL, value);
        }

        /** The property is smaller. */
        public static Filter lessThan(String property, Object value) {
            return constraintOnProperty(property, PREDICATE_LESS_THAN, value);
        }

        /** The property is smaller or the same. */
        public static Filter lessOrEqual(String property, Object value) {
            return constraintOnProperty(property, PREDICATE_LESS_OR_EQUAL, value);
        }

        /** The property contains the value. */
        public static Filter contain(String property, Object value) {
            return constraintOnProperty(property, PREDICATE_CONTAIN, value);
        }

        /** The property matches the pattern. */
        public static Filter match(String property, Object value) {
            return constraintOnProperty(property, PREDICATE_MATCH, value);
        }

        /** The property begins with the value. */
        public static Filter startWith(String property, Object value) {
            return constraintOnProperty(property, PREDICATE_START_WITH, value);
        }

        /** The property ends with the value. */
        public static Filter endWith(String property, Object value) {
            return constraintOnProperty(property, PREDICATE_END_WITH, value);
        }

        /** The property lies between two values. */
        public static Filter between(String property, Object value) {
            return constraintOnProperty(property, PREDICATE_BETWEEN, value);
        }

        /** The property is one of several values. */
        public static Filter in(String property, Object value) {
            return constraintOnProperty(property, PREDICATE_IN, value);
        }

        /**
         * Any condition on a property.
         *
         * @throws IllegalArgumentException if the property has no name
         */
        public static Filter constraintOnProperty(String property, String operator, Object value) {
            return new PropertyFilter(property, operator, value);
        }

        /** Any condition on the object as a whole. */
        public static Filter constraintOnObject(Object target, String operator, Object value) {
            return new ObjectIdentityFilter(target, operator, value);
        }
    }

    /** A condition on a property. */
    public static final class PropertyFilter extends Filter {
        private final String property;
        private final String operator;
        private final Object value;

        /**
         * Compares the property with the value.
         *
         * @throws IllegalArgumentException if the property has no name
         */
        public PropertyFilter(String property, String operator, Object value) {
            this.property = named(property);
            this.operator = operator;
            this.value = value;
        }

        /** Name of the property. */
        public String getProperty() {
            return property;
        }

        /** How to compare. */
        public String getOperator() {
            return operator;
        }

        /** What to compare with. */
        public Object getValue() {
            return value;
        }
    }

    /** A condition on an object as a whole. */
    public static final class ObjectIdentityFilter extends Filter {
        /** Stands for the object that is looked at. */
        public static final Object THIS_OBJECT = "$this-object$";

        /** Stands for the object at which the query starts. */
        public static final Object ROOT_OBJECT = "$root-object$";

        private final Object targetObject;
        private final String operator;
        private final Object value;

        /** Compares the target with the value. */
        public ObjectIdentityFilter(Object targetObject, String operator, Object value) {
            this.targetObject = targetObject;
            this.operator = operator;
            this.value = value;
        }

        /** What is compared. */
        public Object getTargetObject() {
            return targetObject;
        }

        /** How to compare. */
        public String getOperator() {
            return operator;
        }

        /** What to compare with. */
        public Object getValue() {
            return value;
        }
    }

    /** Conditions joined by an operator. */
    public static final class CompositeFilter extends Filter {
        private final String operator;
        private final Collection<Filter> subFilters;

        /**
         * Joins the filters.
         *
         * @throws IllegalArgumentException if there is no filter
         */
        public CompositeFilter(String operator, Collection<Filter> subFilters) {
            if (subFilters == null || subFilters.isEmpty()) {
                throw new IllegalArgumentException("a composite filter needs sub-filters");
            }
            this.operator = operator;
            this.subFilters = subFilters;
        }

        /** The conditions. */
        public Collection<Filter> getSubFilters() {
            return subFilters;
        }

        /** What joins them. */
        public String getOperator() {
            return operator;
        }
    }
}
