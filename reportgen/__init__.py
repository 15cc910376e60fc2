"""Reports on service quality, response time and grade changes from survey, complaint and scorecard exports."""
