package probe;

import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** A context as annotation-based plug-ins build it: Spring makes a subclass of this with CGLIB. */
@Configuration
public class Spring {
  @Bean
  public Thing first() {
    return new Thing("spring", "made by " + (second() == second()));
  }

  @Bean
  public Special second() {
    return new Special("second");
  }

  static Object find() {
    try (AnnotationConfigApplicationContext context =
        new AnnotationConfigApplicationContext(Spring.class)) {
      return context.getBean("first");
    }
  }
}
