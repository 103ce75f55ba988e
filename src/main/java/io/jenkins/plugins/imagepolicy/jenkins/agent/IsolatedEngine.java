package io.jenkins.plugins.imagepolicy.jenkins.agent;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * The engine in a class loader of its own, whose parent is the platform's: nothing of Jenkins, and no library of another
 * plugin, is visible to it. It is loaded once and kept for the life of this JVM, since loading takes over a second.
 */
final class IsolatedEngine {
    private static final String ENTRY = "io.jenkins.plugins.imagepolicy.engine.EngineEntry";
    /** The one thing that this plugin keeps per JVM; a loaded engine never changes. */
    private static final Map<String, IsolatedEngine> LOADED = new ConcurrentHashMap<>();

    private final ClassLoader loader;

    private IsolatedEngine(ClassLoader loader) {
        this.loader = loader;
    }

    /** The engine with that digest if it has been loaded in this JVM, else null. */
    static IsolatedEngine loaded(String sha256) {
        return LOADED.get(sha256);
    }

    /** Loads the jar, whose digest the caller has checked. */
    static IsolatedEngine load(String sha256, Path jar) throws IOException {
        URL url = jar.toUri().toURL();
        return LOADED.computeIfAbsent(
                sha256,
                key -> new IsolatedEngine(
                        new URLClassLoader("image-policy", new URL[] {url}, ClassLoader.getPlatformClassLoader())));
    }

    /**
     * Runs the gate in the calling thread. Nothing but text comes out, not even an exception of the engine's own: its class
     * would be unknown on the other side.
     */
    String run(String request, Consumer<String> progress) throws EngineException, InterruptedException {
        return (String) call("run", new Class<?>[] {String.class, Consumer.class}, request, progress);
    }

    /** A report in another format, as text. */
    String render(String report, String format) throws EngineException, InterruptedException {
        return (String) call("render", new Class<?>[] {String.class, String.class}, report, format);
    }

    private Object call(String name, Class<?>[] types, Object... arguments)
            throws EngineException, InterruptedException {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            Method method = Class.forName(ENTRY, true, loader).getMethod(name, types);
            return method.invoke(null, arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof InterruptedException) {
                throw new InterruptedException("The gate was interrupted");
            }
            throw new EngineException("The engine broke down: " + describe(e.getCause()));
        } catch (ClassNotFoundException | NoSuchMethodException e) {
            throw new EngineException("The engine's jar holds no engine that this plugin knows (" + e
                    + "); install the plugin anew from its .hpi file");
        } catch (ReflectiveOperationException | LinkageError e) {
            throw new EngineException("The engine could not be started: " + describe(e));
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** The fault and where it arose, short enough for one line. */
    private static String describe(Throwable fault) {
        StringBuilder text = new StringBuilder(fault.toString());
        StackTraceElement[] frames = fault.getStackTrace();
        for (int i = 0; i < Math.min(3, frames.length); i++) {
            text.append(i == 0 ? " at " : " < ").append(frames[i]);
        }
        if (fault.getCause() != null && fault.getCause() != fault) {
            text.append("; caused by ").append(fault.getCause());
        }
        return text.toString();
    }
}
