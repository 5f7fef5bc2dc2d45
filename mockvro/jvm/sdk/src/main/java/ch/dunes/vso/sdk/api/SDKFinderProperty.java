package ch.dunes.vso.sdk.api;

/** One displayed property of an inventory type that is described at run time. */
public class SDKFinderProperty {
    private String attributeName;
    private String displayName;
    private String description = "";
    private String beanProperty;
    private String propertyAccessor;
    private Object propertyAccessorTree;
    private String possibleResultType;
    private boolean showInDescription;
    private boolean showInColumn;
    private boolean hidden;

    /**
     * A visible property without description.
     *
     * @param attributeName name for programs
     * @param displayName name for people
     * @param beanProperty JavaBean property that holds the value, or null
     * @param propertyAccessor expression that gives the value, or null
     */
    public SDKFinderProperty(
            String attributeName,
            String displayName,
            String beanProperty,
            String propertyAccessor) {
        this.attributeName = attributeName;
        this.displayName = displayName;
        this.beanProperty = beanProperty;
        this.propertyAccessor = propertyAccessor;
    }

    /** Whether the value belongs into the description of an object. */
    public boolean isShowInDescription() {
        return showInDescription;
    }

    /** Puts the value into the description of an object or not. */
    public void setShowInDescription(boolean showInDescription) {
        this.showInDescription = showInDescription;
    }

    /** Whether lists of objects have a column for the value. */
    public boolean isShowInColumn() {
        return showInColumn;
    }

    /** Gives lists of objects a column for the value or not. */
    public void setShowInColumn(boolean showInColumn) {
        this.showInColumn = showInColumn;
    }

    /** Name for people. */
    public String getDisplayName() {
        return displayName;
    }

    /** Changes the name for people. */
    public void setDisplayName(String displayName) {
        this.displayName = displayName;
    }

    /** JavaBean property that holds the value. */
    public String getBeanProperty() {
        return beanProperty;
    }

    /** Changes the JavaBean property that holds the value. */
    public void setBeanProperty(String beanProperty) {
        this.beanProperty = beanProperty;
    }

    /** Expression that gives the value. */
    public String getPropertyAccessor() {
        return propertyAccessor;
    }

    /** Changes the expression that gives the value. */
    public void setPropertyAccessor(String propertyAccessor) {
        this.propertyAccessor = propertyAccessor;
    }

    /** The expression as the server has parsed it; null before. */
    public Object getPropertyAccessorTree() {
        return propertyAccessorTree;
    }

    /** Keeps the parsed expression. */
    public void setPropertyAccessorTree(Object propertyAccessorTree) {
        this.propertyAccessorTree = propertyAccessorTree;
    }

    /** Name for programs. */
    public String getAttributeName() {
        return attributeName;
    }

    /** Changes the name for programs. */
    public void setAttributeName(String attributeName) {
        this.attributeName = attributeName;
    }

    /** Explanation for people; empty until set. */
    public String getDescription() {
        return description;
    }

    /** Changes the explanation for people. */
    public void setDescription(String description) {
        this.description = description;
    }

    /** Type the value may have, or null if not known. */
    public String getPossibleResultType() {
        return possibleResultType;
    }

    /** Says which type the value may have. */
    public void setPossibleResultType(String possibleResultType) {
        this.possibleResultType = possibleResultType;
    }

    /** Whether people do not get to see the property. */
    public boolean isHidden() {
        return hidden;
    }

    /** Hides the property from people or not. */
    public void setHidden(boolean hidden) {
        this.hidden = hidden;
    }
}
