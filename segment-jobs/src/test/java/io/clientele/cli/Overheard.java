package io.clientele.cli;

import io.clientele.testkit.SparkExtension;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.Property;
import org.apache.logging.log4j.core.layout.PatternLayout;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerEvent;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.sql.execution.ui.SparkListenerSQLExecutionStart;

/** All that the log and Spark's own descriptions of its work say, while it listens. */
final class Overheard implements AutoCloseable {
  private static final String OURS = "io.clientele";

  private final Queue<String> said = new ConcurrentLinkedQueue<>();
  private final SparkListener jobs = new Jobs();
  private final Log log = new Log();
  private final LoggerContext context = (LoggerContext) LogManager.getContext(false);
  private final Configuration logging = context.getConfiguration();
  private final Level before = logging.getRootLogger().getLevel();

  /** At the levels of the product's own log. */
  Overheard() {
    log.start();
    LoggerConfig ours = new LoggerConfig(OURS, Level.INFO, false);
    ours.addAppender(log, Level.INFO, null);
    logging.addLogger(OURS, ours);
    logging.getRootLogger().addAppender(log, Level.WARN, null);
    logging.getRootLogger().setLevel(Level.WARN);
    context.updateLoggers();
    SparkExtension.session().sparkContext().addSparkListener(jobs);
  }

  String text() {
    return String.join("\n", said);
  }

  @Override
  public void close() {
    SparkExtension.session().sparkContext().removeSparkListener(jobs);
    logging.removeLogger(OURS);
    logging.getRootLogger().removeAppender(log.getName());
    logging.getRootLogger().setLevel(before);
    context.updateLoggers();
  }

  private final class Jobs extends SparkListener {
    @Override
    public void onJobStart(SparkListenerJobStart job) {
      said.add(job.properties().toString());
    }

    @Override
    public void onOtherEvent(SparkListenerEvent event) {
      if (event instanceof SparkListenerSQLExecutionStart query) {
        said.add(query.description());
        said.add(query.physicalPlanDescription());
      }
    }
  }

  private final class Log extends AbstractAppender {
    Log() {
      super(
          "overheard",
          null,
          PatternLayout.newBuilder().withPattern("%p %c: %m%n%throwable").build(),
          true,
          Property.EMPTY_ARRAY);
    }

    @Override
    public void append(LogEvent event) {
      said.add(new String(getLayout().toByteArray(event), StandardCharsets.UTF_8));
    }
  }
}
