# Reference values by R for the tests of io.ablate4j.stats.
# Debian 12: apt-get install r-base-core r-cran-survival r-cran-boot; Rscript reference.R > reference-r.csv
# A line is kind,case,quantity,numbers with blanks between the numbers.
suppressMessages({library(survival); library(boot)})
options(digits = 17)
put <- function(kind, case, ...) {
  quantities <- list(...)
  for (name in names(quantities))
    cat(kind, ",", case, ",", name, ",", paste(format(as.numeric(quantities[[name]]), digits = 17, trim = TRUE), collapse = " "), "\n", sep = "")
}
set.seed(1)

holm <- list(one = .03, three = c(.04, .01, .03), ties = c(.02, .02, .02, .5), large = c(.9, .8, .7),
             many = c(.0625, .03125, .0078125, .001, .2, .04, .003, 1, 0))
for (case in names(holm)) put("holm", case, p = holm[[case]], adjusted = p.adjust(holm[[case]], "holm"))

curves <- list(
  uncensored = list(c(5, 3, 8, 1), c(1, 1, 1, 1), c(8, 4)),
  censored = list(c(6, 6, 6, 7, 10, 13, 16, 22, 23, 6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35),
                  c(1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0), c(35, 20)),
  ties = list(c(2, 2, 2, 3, 3, 4, 4, 4), c(1, 1, 0, 1, 0, 1, 0, 0), c(4, 3)),
  horizon = list(c(120, 80, 300, 300, 150, 95, 300, 210), c(1, 1, 0, 0, 1, 1, 0, 1), c(300, 200)),
  half = list(c(1, 2, 3, 4, 5, 6), c(1, 1, 1, 0, 1, 0), c(5, 2)))
for (case in names(curves)) {
  time <- curves[[case]][[1]]
  reached <- curves[[case]][[2]]
  fit <- survfit(Surv(time, reached) ~ 1)
  fall <- fit$n.event > 0
  put("kaplan-meier", case, time = time, reached = reached, steps = fit$time[fall], atRisk = fit$n.risk[fall],
      survival = fit$surv[fall], median = unname(quantile(fit, .5)$quantile))
  for (tau in curves[[case]][[3]]) {
    table <- summary(fit, rmean = tau)$table
    # survival leaves out the factor of Kaplan and Meier's section 6.1.
    m <- sum(reached[time <= tau])
    se <- table[["se(rmean)"]] * sqrt(m / (m - 1))
    put("restricted-mean", paste(case, tau, sep = "/"), time = time, reached = reached, tau = tau, mean = table[["rmean"]],
        interval = c(max(0, table[["rmean"]] - qnorm(.975) * se), min(tau, table[["rmean"]] + qnorm(.975) * se)))
  }
}

x <- rlnorm(14)
strata <- rep(c(1, 2, 3), c(4, 7, 3))
acceleration <- function(l) sum(l^3) / (6 * sum(l^2)^1.5)
means <- function(x, i) mean(x[i])
deviations <- function(x, i) sd(x[i])
# boot centres the jackknife's influence at the observed value, Efron at the mean of the jackknife.
influence <- function(statistic, strata) {
  l <- empinf(data = x, statistic = statistic, type = "jack", stype = "i", strata = strata)
  l - ave(l, strata)
}
# Davison and Hinkley (1997), section 5.3: influence over the size of its stratum.
for (s in list(list("plain", rep(0, 14)), list("strata", strata))) {
  size <- ave(rep(1, 14), s[[2]], FUN = sum)
  put("acceleration", s[[1]], x = x, strata = s[[2]], mean = acceleration(influence(means, s[[2]]) / size),
      deviation = acceleration(influence(deviations, s[[2]]) / size))
}

# BCa of package boot with many resamples; ours draws others.
b <- boot(x, means, R = 99999)
put("boot", "mean", x = x, bca = boot.ci(b, type = "bca")$bca[4:5], percentile = boot.ci(b, type = "perc")$percent[4:5])

d <- c(-.8, .31, 1.2, .92, .45, 1.7, -.12, .64)
put("r-tests", "eight", d = d, t = t.test(d)$p.value, interval = t.test(d)$conf.int, wilcoxon = wilcox.test(d)$p.value,
    power = power.t.test(n = 8, delta = .9, sd = 1, sig.level = .05, type = "paired", strict = TRUE)$power)

# Rows one after the other.
tables <- list(two = matrix(c(1.2, 1.5, 3.9, 1.4, 1.1, 1.3, 1.25, 1.45), 4, byrow = TRUE),
               four = matrix(c(round(rnorm(19), 2), 9), 5), one = matrix(c(3, 1, 2), 1), equal = matrix(2, 3, 2))
for (case in names(tables)) {
  fit <- medpolish(tables[[case]], trace.iter = FALSE)
  put("median-polish", case, width = ncol(tables[[case]]), cells = t(tables[[case]]), overall = fit$overall, rows = fit$row, columns = fit$col)
}
