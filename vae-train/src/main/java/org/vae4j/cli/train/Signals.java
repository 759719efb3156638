package org.vae4j.cli.train;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The operating system's signals, through {@code sun.misc.Signal}. The compiler warns of that class
 * without a way to silence it, so it is called by name.
 */
final class Signals {
  private static final Logger LOG = LoggerFactory.getLogger(Signals.class);

  private Signals() {}

  /** Something that a signal can set off. */
  interface Action {
    void run();
  }

  /**
   * Has a signal do something from now on, on a thread of its own.
   *
   * @param name such as INT
   * @return what it did before; empty if this Java leaves the signal to somebody else
   */
  static Optional<Object> on(String name, Action action) {
    try {
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      return handle(
          name,
          Proxy.newProxyInstance(
              handler.getClassLoader(),
              new Class<?>[] {handler},
              (proxy, method, arguments) -> {
                if (method.getName().equals("handle")) {
                  action.run();
                }
                return null;
              }));
    } catch (ClassNotFoundException e) {
      LOG.debug("no sun.misc.Signal", e);
      return Optional.empty();
    }
  }

  /** Has a signal do again what it did before. */
  static void restore(String name, Object before) {
    handle(name, before);
  }

  private static Optional<Object> handle(String name, Object handler) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      return Optional.of(
          signal
              .getMethod("handle", signal, Class.forName("sun.misc.SignalHandler"))
              .invoke(null, signal.getConstructor(String.class).newInstance(name), handler));
    } catch (InvocationTargetException e) {
      // With -Xrs, for instance, the signal is the host's.
      LOG.debug("SIG{} is not ours to handle", name, e.getCause());
      return Optional.empty();
    } catch (ReflectiveOperationException e) {
      LOG.debug("no sun.misc.Signal", e);
      return Optional.empty();
    }
  }
}
