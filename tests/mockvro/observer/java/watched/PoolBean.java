package watched;

import java.lang.management.ManagementFactory;
import java.util.concurrent.CountDownLatch;
import javax.management.Attribute;
import javax.management.AttributeList;
import javax.management.DynamicMBean;
import javax.management.MBeanInfo;
import javax.management.ObjectName;

/** An MBean that looks like one of a pool, well-behaved or not. */
public final class PoolBean implements DynamicMBean {
  private final String kind;

  private PoolBean(String kind) {
    this.kind = kind;
  }

  static void register(String kind) throws Exception {
    ManagementFactory.getPlatformMBeanServer()
        .registerMBean(new PoolBean(kind), new ObjectName("watched:pool=" + kind));
  }

  @Override
  public AttributeList getAttributes(String[] names) {
    switch (kind) {
      case "commons":
        return counts("NumActive", 2, "NumIdle", 1);
      case "hikari":
        return counts("ActiveConnections", 0, "IdleConnections", 10L);
      case "tomcat":
        return counts("Active", 1, "Idle", 0);
      case "words":
        return counts("NumActive", "two", "NumIdle", "one");
      case "throws":
        throw new NoClassDefFoundError(kind);
      case "hangs":
        hang();
        return null;
      default:
        return counts("NumActive", 1, "Size", 1);
    }
  }

  private static AttributeList counts(String first, Object one, String second, Object other) {
    AttributeList list = new AttributeList();
    list.add(new Attribute(first, one));
    list.add(new Attribute(second, other));
    return list;
  }

  private static void hang() {
    while (true) {
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException e) {
        // hostile: it goes on waiting
      }
    }
  }

  @Override
  public MBeanInfo getMBeanInfo() {
    return new MBeanInfo("watched.PoolBean", "", null, null, null, null);
  }

  @Override
  public Object getAttribute(String name) {
    return null;
  }

  @Override
  public void setAttribute(Attribute attribute) {}

  @Override
  public AttributeList setAttributes(AttributeList attributes) {
    return attributes;
  }

  @Override
  public Object invoke(String name, Object[] arguments, String[] signature) {
    return null;
  }
}
