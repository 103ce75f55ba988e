package io.jenkins.plugins.imagepolicy.engine.registry.http;

import io.jenkins.plugins.imagepolicy.engine.diagnostic.Printable;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode;
import io.jenkins.plugins.imagepolicy.engine.registry.RegistryException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLException;

/**
 * One read as the caller sees it, with what it may spend on redirects, tokens and repetitions, and the words for what goes wrong.
 *
 * @param what is read: {@code manifest 1.0 of registry.example/app}
 * @param host asked, as the user wrote it
 */
record Call(String what, String host, Deadline deadline, AtomicInteger retriesLeft) {
    private static final int MOST_RETRIES = 3;

    static Call of(String what, String host, Deadline deadline) {
        return new Call(what, host, deadline, new AtomicInteger(MOST_RETRIES));
    }

    RegistryException fault(ReasonCode code, String why, String remedy) {
        return fault(code, why, remedy, null);
    }

    private RegistryException fault(ReasonCode code, String why, String remedy, Throwable cause) {
        return new RegistryException(code, "Could not read " + what + " because " + Printable.line(why), remedy, cause);
    }

    RegistryException denied(String why) {
        return fault(
                ReasonCode.ACCESS_DENIED,
                why,
                "Give credentials for " + host + " that may pull, and check the name: many registries answer this for a"
                        + " repository that does not exist");
    }

    RegistryException invalid(String why) {
        return fault(
                ReasonCode.CONTENT_INVALID,
                why,
                "Do not use the image; ask who runs " + host + " or the network between, and compare with another one");
    }

    RegistryException unreachable(String why) {
        return fault(ReasonCode.REGISTRY_UNREACHABLE, why, "Try again later, or ask who runs " + host);
    }

    RegistryException cancelled() {
        return fault(ReasonCode.TIMEOUT, "the run was cancelled", "Run the gate again");
    }

    RegistryException timeout() {
        return fault(
                ReasonCode.TIMEOUT,
                "there was no complete answer within " + seconds(),
                "Check the network to " + host + ", or allow more time");
    }

    private String seconds() {
        long millis = deadline.budget().toMillis();
        return millis % 1000 == 0 ? millis / 1000 + " s" : millis / 1000.0 + " s";
    }

    /** Words for a failed exchange. What an exception says may quote what was sent, so none is repeated here. */
    RegistryException failed(IOException e, Origin origin) {
        if (e instanceof Wire.EndedException ended) {
            return ended.isTimeout() ? timeout() : cancelled();
        }
        if (e instanceof Wire.RefusedBodyException) {
            return invalid(origin + " answered with what is not read on: " + e.getMessage());
        }
        if (e instanceof UnknownHostException) {
            return fault(
                    ReasonCode.REGISTRY_UNREACHABLE,
                    "the host " + origin.host() + " is not known",
                    "Check the name, the DNS and the proxy settings",
                    e);
        }
        if (e instanceof SSLException) {
            return fault(ReasonCode.REGISTRY_UNREACHABLE, tlsProblem(e, origin), tlsRemedy(), e);
        }
        if (e instanceof ConnectException) {
            return fault(
                    ReasonCode.REGISTRY_UNREACHABLE,
                    "no connection to " + origin + " could be made",
                    "Check that the registry runs, the port, the firewall and the proxy settings",
                    e);
        }
        if (e instanceof java.net.SocketTimeoutException) {
            return fault(
                    ReasonCode.TIMEOUT,
                    origin + " did not answer in time",
                    "Check the network to " + host + ", or allow more time",
                    e);
        }
        return fault(
                ReasonCode.REGISTRY_UNREACHABLE,
                "the connection to " + origin + " broke (" + e.getClass().getSimpleName() + ")",
                "Try again later, or ask who runs " + host,
                e);
    }

    private static String tlsProblem(IOException e, Origin origin) {
        String problem = e.getMessage() == null ? "TLS failed" : e.getMessage();
        if (problem.contains("unrecognized SSL message")) {
            problem = "it answers without TLS, as plain HTTP does";
        }
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateExpiredException) {
                problem = "its certificate has expired";
            } else if (cause instanceof CertPathBuilderException) {
                problem = "its certificate comes from no trusted authority";
            } else if (cause instanceof CertificateException && cause.getMessage() != null) {
                problem = cause.getMessage();
            }
        }
        return "no trusted TLS connection to " + origin + " could be made: " + problem;
    }

    private String tlsRemedy() {
        return "Give the certificate authority of " + host + " as a PEM file (--ca-cert), or have the registry's"
                + " certificate mended; only for a registry that needs no protection name it as insecure"
                + " (--insecure-registry)";
    }
}
