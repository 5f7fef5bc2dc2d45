package ch.dunes.vso.sdk.api;

import java.util.ArrayList;
import java.util.List;

/** An inventory type that exists only at run time. */
public class SDKRuntimeFinderDefinition {
    private final String type;
    private String parentType;
    private final String scriptingClass;
    private String idAccessor;
    private String icon;
    private String description;
    private boolean hidden;
    private List<SDKFinderProperty> properties = new ArrayList<>();
    private List<SDKRelationDefinition> relations = new ArrayList<>();

    /**
     * A visible type without properties and relations.
     *
     * @param type name of the type
     * @param parentType declared type that it refines
     * @param scriptingClass scripting class of its objects
     * @throws IllegalArgumentException if the type has no name
     */
    public SDKRuntimeFinderDefinition(String type, String parentType, String scriptingClass) {
        if (type == null || type.isEmpty()) {
            throw new IllegalArgumentException("a run-time finder needs a type");
        }
        this.type = type;
        this.parentType = parentType;
        this.scriptingClass = scriptingClass;
    }

    /** Displayed properties. */
    public List<SDKFinderProperty> getProperties() {
        return properties;
    }

    /** Expression that gives the id of an object. */
    public String getIdAccessor() {
        return idAccessor;
    }

    /** Name of the type. */
    public String getType() {
        return type;
    }

    /** Replaces the displayed properties. */
    public void setProperties(List<SDKFinderProperty> properties) {
        this.properties = properties;
    }

    /** Scripting class of the objects. */
    public String getScriptingClass() {
        return scriptingClass;
    }

    /** Ways to other types. */
    public List<SDKRelationDefinition> getRelations() {
        return relations;
    }

    /** Replaces the ways to other types. */
    public void setRelations(List<SDKRelationDefinition> relations) {
        this.relations = relations;
    }

    /** Changes the expression that gives the id of an object. */
    public void setIdAccessor(String idAccessor) {
        this.idAccessor = idAccessor;
    }

    /** File name of the picture. */
    public String getIcon() {
        return icon;
    }

    /** Changes the picture. */
    public void setIcon(String icon) {
        this.icon = icon;
    }

    /** Whether people do not get to see the type. */
    public boolean isHidden() {
        return hidden;
    }

    /** Hides the type from people or not. */
    public void setHidden(boolean hidden) {
        this.hidden = hidden;
    }

    /** Explanation for people. */
    public String getDescription() {
        return description;
    }

    /** Changes the explanation for people. */
    public void setDescription(String description) {
        this.description = description;
    }

    /** Declared type that this one refines. */
    public String getParentType() {
        return parentType;
    }

    /** Changes the declared type that this one refines. */
    public void setParentType(String parentType) {
        this.parentType = parentType;
    }
}
