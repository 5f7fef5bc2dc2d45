package mockvro.host.service;

import ch.dunes.vso.sdk.endpoints.IEndpointConfiguration;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One endpoint configuration with typed values ({@code reference/plugin-host-protocol.md} §9.1). A
 * plug-in always works on a copy; only {@code saveEndpointConfiguration} makes changes visible.
 */
final class Entry implements IEndpointConfiguration {
  private final String id;
  private final String pluginVersion;
  private final long version;
  private final Map<String, Value> values = new LinkedHashMap<>();

  /** A value and the word of the wire for its type. */
  private record Value(String type, Object value) {}

  Entry(String id, String pluginVersion, long version) {
    this.id = id;
    this.pluginVersion = pluginVersion;
    this.version = version;
  }

  /** A copy of any implementation, ours or the plug-in's own. */
  static Entry copy(IEndpointConfiguration from, String pluginVersion, long version) {
    Entry entry = new Entry(from.getId(), pluginVersion, version);
    if (from instanceof Entry ours) {
      synchronized (ours.values) {
        entry.values.putAll(ours.values);
      }
    } else {
      for (String key : from.getKeys()) {
        entry.put(key, typeOf(from.getValue(key)), from.getValue(key));
      }
    }
    return entry;
  }

  /** Reads {@code {key: {"type", "value"}}}. */
  static Entry fromJson(String id, JsonObject entries, String pluginVersion) {
    Entry entry = new Entry(id, pluginVersion, 1);
    for (String key : entries.keySet()) {
      JsonObject value = entries.getAsJsonObject(key);
      String type = value.get("type").getAsString();
      entry.put(key, type, value.get("value") instanceof JsonPrimitive p ? read(type, p) : null);
    }
    return entry;
  }

  /** Writes {@code {key: {"type", "value"}}}; a number keeps all its digits. */
  JsonObject toJson() {
    JsonObject entries = new JsonObject();
    synchronized (values) {
      values.forEach((key, value) -> entries.add(key, toJson(value)));
    }
    return entries;
  }

  private static JsonObject toJson(Value value) {
    JsonObject json = new JsonObject();
    json.addProperty("type", value.type());
    if (value.value() instanceof Number number) {
      json.addProperty("value", number);
    } else if (value.value() instanceof Boolean flag) {
      json.addProperty("value", flag);
    } else {
      json.addProperty("value", value.value() == null ? null : value.value().toString());
    }
    return json;
  }

  private static Object read(String type, JsonPrimitive value) {
    return switch (type) {
      case "int" -> value.getAsInt();
      case "long" -> value.getAsLong();
      case "decimal" -> value.getAsDouble();
      case "boolean" -> value.getAsBoolean();
      default -> value.getAsString();
    };
  }

  private static String typeOf(Object value) {
    if (value instanceof Integer) {
      return "int";
    }
    if (value instanceof Long) {
      return "long";
    }
    if (value instanceof Number) {
      return "decimal";
    }
    return value instanceof Boolean ? "boolean" : "string";
  }

  private void put(String key, String type, Object value) {
    synchronized (values) {
      values.put(key, new Value(type, value));
    }
  }

  private <T> T get(String key, Class<T> type) {
    return type.cast(getValue(key));
  }

  @Override
  public String getId() {
    return id;
  }

  @Override
  public String getNativeId() {
    return id; // what the product answers here is (unverified)
  }

  @Override
  public String getPluginVersion() {
    return pluginVersion;
  }

  @Override
  public String getVersion() {
    return Long.toString(version);
  }

  @Override
  public String getPassword(String key) {
    return getString(key);
  }

  @Override
  public void setPassword(String key, String value) {
    put(key, "password", value);
  }

  @Override
  public String getString(String key) {
    Object value = getValue(key);
    return value == null ? null : value.toString();
  }

  @Override
  public void setString(String key, String value) {
    put(key, "string", value);
  }

  @Override
  public void setInt(String key, int value) {
    put(key, "int", value);
  }

  @Override
  public Integer getAsInteger(String key) {
    Number number = get(key, Number.class);
    return number == null ? null : number.intValue();
  }

  @Override
  public int getInt(String key) {
    Integer value = getAsInteger(key);
    return value == null ? 0 : value; // the absent key is (unverified) in the product
  }

  @Override
  public void setLong(String key, long value) {
    put(key, "long", value);
  }

  @Override
  public Long getAsLong(String key) {
    Number number = get(key, Number.class);
    return number == null ? null : number.longValue();
  }

  @Override
  public long getLong(String key) {
    Long value = getAsLong(key);
    return value == null ? 0 : value;
  }

  @Override
  public void setDecimal(String key, double value) {
    put(key, "decimal", value);
  }

  @Override
  public Double getAsDecimal(String key) {
    Number number = get(key, Number.class);
    return number == null ? null : number.doubleValue();
  }

  @Override
  public double getDecimal(String key) {
    Double value = getAsDecimal(key);
    return value == null ? 0 : value;
  }

  @Override
  public void setBoolean(String key, boolean value) {
    put(key, "boolean", value);
  }

  @Override
  public Boolean getAsBoolean(String key) {
    return get(key, Boolean.class);
  }

  @Override
  public boolean getBoolean(String key) {
    return Boolean.TRUE.equals(getAsBoolean(key));
  }

  @Override
  public void delete(String key) {
    synchronized (values) {
      values.remove(key);
    }
  }

  @Override
  public Object getValue(String key) {
    synchronized (values) {
      Value value = values.get(key);
      return value == null ? null : value.value();
    }
  }

  @Override
  public List<String> getKeys() {
    synchronized (values) {
      return new ArrayList<>(values.keySet());
    }
  }
}
